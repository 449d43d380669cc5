package dev.zoetrope.upstream;

import java.util.List;
import java.util.function.Supplier;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Adds Netty handlers to each connection of a REST client. Neither the REST client nor Vert.x has a setting for this. */
class VendorConnections implements ClientRequestFilter {
    private static final String VERTX_HANDLER = "handler";

    private final List<Supplier<ChannelHandler>> handlers;
    private volatile boolean installed;

    /** @param handlers factories, called for each new connection; the first handler is the nearest to the network */
    VendorConnections(List<Supplier<ChannelHandler>> handlers) {
        this.handlers = handlers;
    }

    /**
     * Installs the connection handler at the first request, before the client opens its first connection. If two first
     * requests run at the same time, both may install it; each continues only after it is installed.
     */
    @Override
    @SuppressWarnings("deprecation") // connectionHandler has no successor that reaches a client already built
    public void filter(ClientRequestContext request) {
        if (!installed) {
            HttpClient client = ((ClientRequestContextImpl) request).getRestClientRequestContext().getHttpClient();
            client.connectionHandler(this::addHandlers);
            installed = true;
        }
    }

    private void addHandlers(HttpConnection connection) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        for (Supplier<ChannelHandler> handler : handlers) {
            pipeline.addBefore(VERTX_HANDLER, null, handler.get());
        }
    }
}
