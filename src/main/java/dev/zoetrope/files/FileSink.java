package dev.zoetrope.files;

import dev.zoetrope.body.BodySink;

/**
 * Passes a body with files to their writers. The files are stored after the last byte; until then, a body that ends early
 * leaves nothing. Used on one event loop.
 */
abstract class FileSink implements BodySink {
    private final Runnable released;
    private Runnable resume = () -> {
    };
    private boolean storing;
    private boolean isReleased;

    /** @param released is called once, when the body has ended in any way */
    FileSink(Runnable released) {
        this.released = released;
    }

    /** The body continues when this writer is ready. */
    final UploadWriter watched(UploadWriter writer) {
        writer.onReady(() -> {
            if (!storing) {
                resume.run();
            }
        });
        return writer;
    }

    @Override
    public final void onReady(Runnable action) {
        resume = action;
    }

    /** The last byte has arrived, and the files are being stored. */
    final void beginStoring() {
        storing = true;
    }

    @Override
    public final void close() {
        if (!storing) {
            discard();
        }
        release();
    }

    /** The files are stored, or have failed. */
    final void release() {
        if (!isReleased) {
            isReleased = true;
            released.run();
        }
    }
}
