package org.wardpost.store.account;

import org.wardpost.store.OnH2;

class AccountRepositoryOnH2Test extends OnH2 implements AccountRepositoryContract {}
