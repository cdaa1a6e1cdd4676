package io.webhookcourier.web;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Which answers a connection still owes, so that a refusal never appears in the place of another request's answer, and
 * which have not left yet, so that a client that reads none cannot ask for more of them.
 */
final class Answers extends ChannelOutboundHandlerAdapter {

    private final Connections connections;
    private int owed;
    private boolean begun;
    private boolean closed;
    private boolean lastIsOwed;
    private int leaving;
    private Runnable whenAllHaveLeft = () -> {};

    Answers(Connections connections) {
        this.connections = connections;
    }

    void expectOne() {
        owed++;
    }

    /**
     * Whether a refusal can be sent now.
     *
     * @param passed whether the request that is refused was passed on already, so that its answer is one of those owed,
     *     or was given
     */
    boolean mayAnswer(boolean passed) {
        return passed ? owed == 1 && !begun : owed == 0;
    }

    /** Whether the client has been sent everything that it asked for: until then nothing more is done for it. */
    boolean allHaveLeft() {
        return owed == 0 && leaving == 0;
    }

    /** Is called, on the connection's thread, each time {@link #allHaveLeft()} becomes true. */
    void whenAllHaveLeft(Runnable action) {
        whenAllHaveLeft = action;
    }

    /** The connection ends with the last answer that is owed now, however its request says so. */
    void expectNoMore() {
        lastIsOwed = true;
    }

    /** Nothing that the server still wants to say is sent any more. */
    void close() {
        closed = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (closed) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new IllegalStateException("the request was refused"));
            return;
        }
        if (message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            context.write(message, promise);
            return;
        }
        begun |= message instanceof HttpResponse;
        if (message instanceof LastHttpContent) {
            owed--;
            begun = false;
            leaving++;
            ChannelPromise last = promise.unvoid().addListener(written -> left());
            if (owed == 0) {
                connections.idle(context.channel());
                if (lastIsOwed) {
                    last.addListener(ChannelFutureListener.CLOSE);
                }
            }
            context.write(message, last);
            return;
        }
        context.write(message, promise);
    }

    private void left() {
        leaving--;
        if (allHaveLeft()) {
            whenAllHaveLeft.run();
        }
    }
}
