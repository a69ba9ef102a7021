using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace NasCluster.Dashboard.Access;

/// <summary>What becomes of a browser that comes back from the identity provider.</summary>
internal sealed partial class OidcEvents(OidcOptions provider) : OpenIdConnectEvents
{
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (provider.PublicUrl is { } url)
        {
            context.ProtocolMessage.RedirectUri = OidcServices.CallbackAt(url);
        }

        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        context.Principal = OidcIdentity.Of(
            context.Principal!,
            provider,
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        if (!OidcIdentity.HasRole(context.Principal))
        {
            LogNoRole(Logger(context.HttpContext), context.Principal.Identity!.Name!);
            Leave(context, context.Response, "role");
        }

        return Task.CompletedTask;
    }

    public override Task TicketReceived(TicketReceivedContext context) =>
        context
            .HttpContext.RequestServices.GetRequiredService<AuditLog>()
            .WriteAsync(context.Principal!, "sign-in", "dashboard", "done", context.HttpContext.RequestAborted);

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        LogFailure(Logger(context.HttpContext), context.Failure?.Message ?? "");
        Leave(context, context.Response, "provider");
        return Task.CompletedTask;
    }

    private static void Leave<T>(HandleRequestContext<T> context, HttpResponse response, string problem)
        where T : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        response.Redirect($"/sign-in?problem={problem}");
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILogger<OidcEvents>>();

    [LoggerMessage(LogLevel.Warning, "{User} signed in at the identity provider, but no role is due.")]
    private static partial void LogNoRole(ILogger logger, string user);

    [LoggerMessage(LogLevel.Warning, "A sign-in by the identity provider failed: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
