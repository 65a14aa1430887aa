/** Mail moved in from files and out to files, octet for octet. Start at {@link org.wardpost.app.transfer.ImportMail} and
 * {@link org.wardpost.app.transfer.ExportMail}. Promises: what comes out is what went in, and an import that was interrupted goes on where it
 * was. */
@NullMarked
package org.wardpost.app.transfer;

import org.jspecify.annotations.NullMarked;
