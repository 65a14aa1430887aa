package org.wardpost.store;

class TransactionsOnH2Test extends OnH2 implements TransactionsContract {}
