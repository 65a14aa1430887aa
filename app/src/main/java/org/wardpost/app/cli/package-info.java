/** The sub-commands of {@code wardpost}, one file each. Start at {@link org.wardpost.app.cli.CommandFolders}: every command says with it where
 * data and keys are. A command only reads its words, calls an operation, and prints. */
@NullMarked
package org.wardpost.app.cli;

import org.jspecify.annotations.NullMarked;
