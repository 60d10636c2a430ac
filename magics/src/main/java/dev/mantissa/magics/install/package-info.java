/** The distribution as a folder, its copy that Jupyter finds, and how Jupyter is started. */
@NullMarked
package dev.mantissa.magics.install;

import org.jspecify.annotations.NullMarked;
