/** Small sealed values of an account or a collection: subscriptions, annotations, scripts. They are rows of the account's HOME collection. Start at {@link org.wardpost.store.property.PropertyRepository}. */
@NullMarked
package org.wardpost.store.property;

import org.jspecify.annotations.NullMarked;
