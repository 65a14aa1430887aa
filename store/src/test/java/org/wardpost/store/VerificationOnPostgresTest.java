package org.wardpost.store;

class VerificationOnPostgresTest extends OnPostgres implements VerificationContract {}
