/** James's own contract suites, run against our implementation. A case that is left out stands overridden with its reason beside it, and in docs/conformance.md. */
@NullMarked
package org.wardpost.mail.contract;

import org.jspecify.annotations.NullMarked;
