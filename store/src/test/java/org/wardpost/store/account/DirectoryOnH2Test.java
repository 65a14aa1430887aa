package org.wardpost.store.account;

import org.wardpost.store.OnH2;

class DirectoryOnH2Test extends OnH2 implements DirectoryContract {}
