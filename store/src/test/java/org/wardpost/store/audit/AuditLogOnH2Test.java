package org.wardpost.store.audit;

import org.wardpost.store.OnH2;

class AuditLogOnH2Test extends OnH2 implements AuditLogContract {}
