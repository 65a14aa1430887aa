package org.wardpost.store.account;

import org.wardpost.store.OnH2;

class DelegationRepositoryOnH2Test extends OnH2 implements DelegationRepositoryContract {}
