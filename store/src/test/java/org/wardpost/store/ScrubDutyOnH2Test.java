package org.wardpost.store;

class ScrubDutyOnH2Test extends OnH2 implements ScrubDutyContract {}
