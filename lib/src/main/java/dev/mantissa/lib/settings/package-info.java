/** The table of every flag of the library. */
@NullMarked
package dev.mantissa.lib.settings;

import org.jspecify.annotations.NullMarked;
