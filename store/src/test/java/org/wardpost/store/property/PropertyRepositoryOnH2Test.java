package org.wardpost.store.property;

import org.wardpost.store.OnH2;

class PropertyRepositoryOnH2Test extends OnH2 implements PropertyRepositoryContract {}
