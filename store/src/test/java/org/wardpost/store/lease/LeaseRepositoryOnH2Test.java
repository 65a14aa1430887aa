package org.wardpost.store.lease;

import org.wardpost.store.OnH2;

class LeaseRepositoryOnH2Test extends OnH2 implements LeaseRepositoryContract {}
