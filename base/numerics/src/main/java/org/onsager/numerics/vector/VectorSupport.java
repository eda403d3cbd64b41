package org.onsager.numerics.vector;

/// The one switch between the Vector API and the plain loops: on where the module `jdk.incubator.vector` is
/// there, unless the program runs with `-Donsager.vector=false`. Read once. Results do not depend on it, speed
/// does.
public final class VectorSupport {
    /// Whether the kernels use the Vector API.
    public static final boolean ENABLED = read();

    private VectorSupport() {}

    private static boolean read() {
        String wanted = System.getProperty("onsager.vector", "true");
        if (!wanted.equals("true") && !wanted.equals("false"))
            throw new IllegalArgumentException("onsager.vector must be in {true, false}, not " + wanted);
        return wanted.equals("true")
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
