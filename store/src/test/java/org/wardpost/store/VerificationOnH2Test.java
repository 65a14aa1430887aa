package org.wardpost.store;

class VerificationOnH2Test extends OnH2 implements VerificationContract {}
