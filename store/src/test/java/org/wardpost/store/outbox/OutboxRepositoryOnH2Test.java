package org.wardpost.store.outbox;

import org.wardpost.store.OnH2;

class OutboxRepositoryOnH2Test extends OnH2 implements OutboxRepositoryContract {}
