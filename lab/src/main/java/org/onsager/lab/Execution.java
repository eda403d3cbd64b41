package org.onsager.lab;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onsager.lab.run.RunFolder;
import org.onsager.lab.run.Status;
import org.onsager.lab.run.StoreException;

/// One run in progress, from its first moment to whatever end: finished, failed, stopped or Ctrl-C.
final class Execution {
    private final RunFolder folder;
    private final DiskTrial trial;
    private final double secondsBefore;
    private final long begun = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean closed;

    Execution(RunFolder folder, DiskTrial trial) {
        this.folder = folder;
        this.trial = trial;
        this.secondsBefore = folder.record().seconds();
    }

    /// Does the work and writes down how it ended.
    Outcome complete(Runnable work) {
        var hook = new Thread(this::leaveResumable, "onsager-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        folder.log("%s on %d threads by code %s"
                .formatted(
                        folder.record().resumed() == 0 ? "started" : "resumed",
                        folder.record().machine().threads(),
                        folder.record().code()));
        try {
            work.run();
            trial.findings().requireComplete();
            return finish();
        } catch (CancellationException e) {
            close(Status.INTERRUPTED, "");
            throw e;
        } catch (Throwable e) {
            folder.log("failed: " + trace(e));
            try {
                close(Status.FAILED, Lab.message(e));
            } catch (StoreException disk) {
                e.addSuppressed(disk); // the run shows as interrupted then: nobody works on it any more
            }
            throw e;
        } finally {
            ended.countDown();
            removeHook(hook);
        }
    }

    private Outcome finish() {
        var metrics = trial.findings().metrics();
        if (!metrics.isEmpty()) trial.writeMetrics(metrics);
        folder.files()
                .write(
                        folder.path().resolve(Lab.CLAIMS),
                        LabJson.claims(trial.findings().claims()));
        synchronized (this) {
            folder.update(folder.record().withMetrics(metrics));
        }
        close(Status.FINISHED, "");
        return new Outcome(folder.record(), trial.findings().claims());
    }

    void stop() {
        trial.stop();
    }

    /// Ctrl-C or a polite kill: lets the run come to the end of its step, then calls it interrupted.
    private void leaveResumable() {
        var run = folder.record().run();
        trial.say("interrupted; go on with it by: ./onsager resume " + run);
        trial.stop();
        try {
            // long enough for a step of an iteration and its checkpoint, short enough for whoever waits
            boolean inTime = ended.await(2, TimeUnit.SECONDS);
            if (!inTime) close(Status.INTERRUPTED, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void close(Status status, String problem) {
        if (closed) return;
        closed = true;
        folder.files().write(folder.path().resolve(Explanation.STAGES), Explanation.stages(trial.accounts()));
        double seconds = secondsBefore + (System.nanoTime() - begun) * 1e-9;
        folder.update(folder.record().withStatus(status, seconds, problem));
        folder.log(status.word());
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook is running already
        }
    }

    private static String trace(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
