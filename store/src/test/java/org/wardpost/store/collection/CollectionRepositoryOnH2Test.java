package org.wardpost.store.collection;

import org.wardpost.store.OnH2;

class CollectionRepositoryOnH2Test extends OnH2 implements CollectionRepositoryContract {}
