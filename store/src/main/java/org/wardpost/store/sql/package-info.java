/**
 * The two databases and how a statement reaches them. Start at {@link org.wardpost.store.sql.Database}. Promises: a commit is
 * on the platter when {@code Transactions.write} returns; statement text holds no value, parameters are numbers, random ids or
 * what vault made. Public only because the packages of the store lie beside it; nothing above the store uses it.
 */
@NullMarked
package org.wardpost.store.sql;

import org.jspecify.annotations.NullMarked;
