/** The kernel as libraries made for the JJava kernel know it. */
@NullMarked
package org.dflib.jjava.jupyter.kernel;

import org.jspecify.annotations.NullMarked;
