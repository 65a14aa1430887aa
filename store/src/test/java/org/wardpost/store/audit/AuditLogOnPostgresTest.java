package org.wardpost.store.audit;

import org.wardpost.store.OnPostgres;

class AuditLogOnPostgresTest extends OnPostgres implements AuditLogContract {}
