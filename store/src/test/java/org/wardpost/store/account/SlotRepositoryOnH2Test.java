package org.wardpost.store.account;

import org.wardpost.store.OnH2;

class SlotRepositoryOnH2Test extends OnH2 implements SlotRepositoryContract {}
