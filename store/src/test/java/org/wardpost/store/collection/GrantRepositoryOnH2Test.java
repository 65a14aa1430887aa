package org.wardpost.store.collection;

import org.wardpost.store.OnH2;

class GrantRepositoryOnH2Test extends OnH2 implements GrantRepositoryContract {}
