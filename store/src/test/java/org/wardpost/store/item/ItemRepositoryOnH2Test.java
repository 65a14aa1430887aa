package org.wardpost.store.item;

import org.wardpost.store.OnH2;

class ItemRepositoryOnH2Test extends OnH2 implements ItemRepositoryContract {}
