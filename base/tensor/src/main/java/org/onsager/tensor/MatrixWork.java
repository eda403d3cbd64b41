package org.onsager.tensor;

import java.util.concurrent.atomic.AtomicInteger;

/// Gives OpenBLAS as many threads as a product is worth. Its workers meet at barriers that cost microseconds on
/// an idle machine and milliseconds on a busy one, so that small products are faster on one thread; and it
/// decides by a threshold of a quarter of a million multiplications, far too low. The reverse pass, whose
/// products are not seen from here, gets what the largest product since the last one was worth.
final class MatrixWork {
    /// Multiplications from which a second thread pays: some 0.3 ms of work.
    private static final long WORTH_THREADS = 8_000_000;

    private static final AtomicInteger DIVIDING = new AtomicInteger();

    private static volatile int most = Runtime.getRuntime().availableProcessors();
    private static volatile int now;
    private static volatile boolean largeSinceReverse;

    private MatrixWork() {}

    /// The number of threads for large products.
    static int most() {
        return most;
    }

    static void setMost(int threads) {
        most = threads;
        use(threads);
    }

    /// Called before a product or factorisation of so many multiplications.
    static void expect(long multiplications) {
        boolean large = multiplications >= WORTH_THREADS;
        if (large) largeSinceReverse = true;
        use(large ? most : 1);
    }

    /// Called before an LU factorisation: on several threads OpenBLAS takes more than two megabytes of the
    /// caller's stack for it, which a Java thread does not have.
    static void expectFactorsOnStack() {
        use(1);
    }

    /// Called before a reverse pass.
    static void expectReverse() {
        use(largeSinceReverse ? most : 1);
        largeSinceReverse = false;
    }

    /// Declares that the caller divides its products over threads itself, until the result is closed: every
    /// product runs on the one thread that asks for it.
    static Divided divided() {
        synchronized (DIVIDING) {
            DIVIDING.incrementAndGet();
            use(1);
        }
        return new Divided();
    }

    /// Products are divided by the caller; closing gives them back.
    static final class Divided implements AutoCloseable {
        @Override
        public void close() {
            DIVIDING.decrementAndGet();
        }
    }

    /// Sets the number, but to 1 while somebody divides; under the lock, so that nobody who asked just before can
    /// set it after him.
    private static void use(int wanted) {
        if (wanted == now && DIVIDING.get() == 0) return;
        synchronized (DIVIDING) {
            int threads = DIVIDING.get() > 0 ? 1 : wanted;
            if (threads == now) return;
            Native.setMatrixThreads(threads);
            now = threads;
        }
    }
}
