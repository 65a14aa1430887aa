/** How a command reaches the server. Start at {@link org.wardpost.app.admin.AdminSocket}: a Unix domain socket in the data folder, one
 * JSON object a line. Without a running server the command does the same work itself, by {@link org.wardpost.app.admin.DirectCalls}. */
@NullMarked
package org.wardpost.app.admin;

import org.jspecify.annotations.NullMarked;
