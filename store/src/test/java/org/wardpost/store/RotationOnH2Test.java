package org.wardpost.store;

class RotationOnH2Test extends OnH2 implements RotationContract {}
