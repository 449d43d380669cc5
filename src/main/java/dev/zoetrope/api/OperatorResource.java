package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.zoetrope.flow.GivenSettings;
import dev.zoetrope.flow.OperatorQueries;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.FailedTaskView;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.OverviewView;
import dev.zoetrope.view.SettingView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/operator}: what an operator can see, without prompts, media URLs and keys. */
@Path("/v1/operator")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class OperatorResource {
    @Inject
    OperatorQueries queries;
    @Inject
    GivenSettings settings;
    @Inject
    CurrentOperator operator;

    @GET
    @Path("/overview")
    public Uni<OverviewView> overview(RoutingContext request) {
        operator.of(request);
        return queries.overview();
    }

    @GET
    @Path("/tasks")
    public Uni<ListView<FailedTaskView>> tasks(@BeanParam FailedTaskParameters parameters, RoutingContext request) {
        operator.of(request);
        FailedTaskParameters.Page page = parameters.page();
        return queries.failedWith(page.code(), page.limit() + 1, page.after())
                .map(found -> ListView.page(found, page.limit(), FailedTaskView::of));
    }

    @GET
    @Path("/settings")
    public Uni<ListView<SettingView>> settings(RoutingContext request) {
        operator.of(request);
        return Uni.createFrom().item(ListView.of(settings.all(), false));
    }
}
