/** One class per sub-command of the launcher. */
@NullMarked
package dev.mantissa.magics.cli;

import org.jspecify.annotations.NullMarked;
