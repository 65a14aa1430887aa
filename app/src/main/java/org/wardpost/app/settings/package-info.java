/** The settings file {@code conf/wardpost.toml}. Start at {@link org.wardpost.app.settings.Settings}: every component is a setting, its
 * default stands in {@code Settings.DEFAULT}, and a test compares both with the file. */
@NullMarked
package org.wardpost.app.settings;

import org.jspecify.annotations.NullMarked;
