package org.wardpost.store.collection;

import org.wardpost.store.OnH2;

class RewrapUnderLoadOnH2Test extends OnH2 implements RewrapUnderLoadContract {}
