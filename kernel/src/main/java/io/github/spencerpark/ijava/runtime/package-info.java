/** Static methods that notebooks of the IJava kernel import. */
@NullMarked
package io.github.spencerpark.ijava.runtime;

import org.jspecify.annotations.NullMarked;
