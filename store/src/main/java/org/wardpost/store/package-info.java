/** Accounts, collections, items, messages and queues over SQL. Promises: durable when acknowledged, and nothing written but what vault sealed. Not here: what an item means. */
@NullMarked
package org.wardpost.store;

import org.jspecify.annotations.NullMarked;
