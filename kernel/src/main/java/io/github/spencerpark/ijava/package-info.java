/** Names by which notebooks of the IJava kernel reach their kernel. */
@NullMarked
package io.github.spencerpark.ijava;

import org.jspecify.annotations.NullMarked;
