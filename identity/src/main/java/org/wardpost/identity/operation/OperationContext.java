package org.wardpost.identity.operation;

import org.wardpost.identity.Users;
import org.wardpost.store.Store;

/**
 * What an operation works with.
 * @param users accounts, passwords, device passwords
 * @param progress told how far a long one is
 */
public record OperationContext(Actor actor, Store store, Users users, Progress progress) {}
