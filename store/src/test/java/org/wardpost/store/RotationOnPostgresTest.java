package org.wardpost.store;

class RotationOnPostgresTest extends OnPostgres implements RotationContract {}
