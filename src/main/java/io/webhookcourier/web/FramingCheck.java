package io.webhookcourier.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Precedes the HTTP decoder of one connection and lets through only what every parser reads alike
 * ({@link RequestFraming}), in bounded time. Anything else is answered 400, or 408, and ends the connection: what follows
 * an ambiguous request may have been smuggled by another client. A request waits here until the answers before it have left.
 */
final class FramingCheck extends ChannelInboundHandlerAdapter {

    private static final Pattern EXPECTS = Pattern.compile("(?i)\r\nexpect:");
    private static final long HEAD_SECONDS = 10;
    private static final long BODY_SECONDS = 30;

    /** How long what still comes is thrown away, so that the answer is not lost to a reset. */
    private static final long LINGER_SECONDS = 1;

    private final Answers answers;
    private final Connections connections;
    private final RequestFraming framing = new RequestFraming();
    private ScheduledFuture<?> deadline;
    private String heldHead = "";

    /** What came while an answer had not left; null when nothing waits. */
    private ByteBuf waiting;

    /** Whether the request that is being read was passed on. */
    private boolean passed;

    private boolean refused;

    FramingCheck(Answers answers, Connections connections) {
        this.answers = answers;
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // Not at once: an answer that is given at once would be followed by the next request within its own call.
        answers.whenAllHaveLeft(() -> context.executor().execute(() -> readOn(context)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (waiting != null) {
            waiting = Unpooled.wrappedBuffer(waiting, in);
            context.channel().config().setAutoRead(false);
        } else {
            readAll(context, in);
        }
    }

    private void readOn(ChannelHandlerContext context) {
        ByteBuf next = waiting;
        waiting = null;
        if (next != null) {
            context.channel().config().setAutoRead(true);
            readAll(context, next);
            context.fireChannelReadComplete();
        }
    }

    private void readAll(ChannelHandlerContext context, ByteBuf in) {
        try {
            while (in.isReadable() && !refused && !framing.isOver()) {
                if (framing.betweenRequests() && !answers.allHaveLeft()) {
                    waiting = in.readRetainedSlice(in.readableBytes());
                    context.channel().config().setAutoRead(false);
                    return;
                }
                read(context, in);
            }
        } catch (RefusedHeadException e) {
            refuse(context, "400 Bad Request", e.getMessage());
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf in) throws RefusedHeadException {
        if (framing.betweenRequests()) {
            limit(context, HEAD_SECONDS);
        }
        int bytes = framing.bodyBytes(in);
        if (bytes > 0) {
            ByteBuf body = in.readRetainedSlice(bytes);
            framing.passed(bytes);
            passed = framing.inBody();
            requestMayHaveEnded(context);
            context.fireChannelRead(body);
            return;
        }
        boolean head = !framing.inBody();
        String lines = framing.add(in.readByte());
        if (lines == null) {
            return;
        }
        if (head) {
            limit(context, BODY_SECONDS);
            if (framing.inChunks() && !EXPECTS.matcher(lines).find()) {
                // Its first chunk may show that it is none; until then it is not answered.
                heldHead = lines;
                return;
            }
        }
        pass(context, heldHead + lines, head || !heldHead.isEmpty());
    }

    private void pass(ChannelHandlerContext context, String lines, boolean head) {
        heldHead = "";
        if (head) {
            answers.expectOne();
            connections.receiving(context.channel());
        }
        passed = framing.inBody();
        requestMayHaveEnded(context);
        context.fireChannelRead(Unpooled.wrappedBuffer(RequestFraming.bytes(lines)));
    }

    private void requestMayHaveEnded(ChannelHandlerContext context) {
        if (framing.betweenRequests()) {
            cancelDeadline();
            if (!answers.allHaveLeft()) {
                connections.busy(context.channel());
            }
        }
        if (framing.isOver()) {
            answers.expectNoMore();
        }
    }

    private void limit(ChannelHandlerContext context, long seconds) {
        cancelDeadline();
        deadline = context.executor()
                .schedule(
                        () -> refuse(context, "408 Request Timeout", "The request did not arrive in time."),
                        seconds,
                        TimeUnit.SECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void refuse(ChannelHandlerContext context, String status, String reason) {
        cancelDeadline();
        if (refused) {
            return;
        }
        refused = true;
        if (!answers.mayAnswer(passed)) {
            // What was answered before still leaves.
            context.flush();
            context.close();
            return;
        }
        String text = reason + "\n";
        String answer = "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length() + "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
                + "\r\n\r\n" + (framing.isAnsweredWithoutBody() ? "" : text);
        answers.close();
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                .addListener(written -> {
                    if (context.channel() instanceof DuplexChannel socket) {
                        socket.shutdownOutput();
                    }
                    context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
                })
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        ReferenceCountUtil.release(waiting);
        waiting = null;
        connections.closed(context.channel());
        context.fireChannelInactive();
    }
}
