/** Number formats: what a value becomes when it is stored in fewer bits. */
@NullMarked
package dev.mantissa.lib.format;

import org.jspecify.annotations.NullMarked;
