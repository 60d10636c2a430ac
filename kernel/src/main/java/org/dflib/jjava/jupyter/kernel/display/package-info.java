/** Rendering as notebooks of the JJava kernel know it. */
@NullMarked
package org.dflib.jjava.jupyter.kernel.display;

import org.jspecify.annotations.NullMarked;
