/** What {@code wardpost quickstart} fills a new server with: staff of a ward that does not exist, and their mail. Start at
 * {@link org.wardpost.app.demo.DemoWard}. Nothing here is used by {@code serve}. */
@NullMarked
package org.wardpost.app.demo;

import org.jspecify.annotations.NullMarked;
