package org.dflib.jjava.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a library does to a session in which it comes onto the class path; found as a service. */
public interface Extension {
    /** Called once, in the cell that adds the library. */
    void install(BaseKernel kernel);

    /** Not called here: a session ends with its process. */
    default void uninstall(BaseKernel kernel) {}
}
