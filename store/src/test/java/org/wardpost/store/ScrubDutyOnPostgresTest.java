package org.wardpost.store;

class ScrubDutyOnPostgresTest extends OnPostgres implements ScrubDutyContract {}
