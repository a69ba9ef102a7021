using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace NasCluster.Dashboard.Access;

/// <summary>The forms of the sign-in page: a key becomes a cookie, which a browser sends by itself.</summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPost("/sign-in", SignInAsync)
            .AllowAnonymous()
            .RequireRateLimiting(RequestLimits.SignIn)
            .ExcludeFromDescription();
        app.MapGet("/sign-in/provider", SignInAtProvider).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        ApiKeys keys,
        AuditLog audit,
        TimeProvider clock,
        [FromForm] string? key,
        [FromForm] string? back
    )
    {
        if (keys.Find(key?.Trim() ?? "", clock.GetUtcNow()) is not { } found)
        {
            return Results.LocalRedirect($"/sign-in?refused=true&back={Uri.EscapeDataString(Local(back))}");
        }

        var identity = found.Identify(CookieAuthenticationDefaults.AuthenticationScheme);
        var user = new ClaimsPrincipal(identity);
        await context.SignInAsync(user);
        await audit.WriteAsync(user, "sign-in", "dashboard", "done", context.RequestAborted);
        return Results.LocalRedirect(Local(back));
    }

    private static IResult SignInAtProvider(Identities identities, string? back) =>
        identities.Provider is not null
            ? Results.Challenge(new() { RedirectUri = Local(back) }, [OidcServices.Browser])
            : Results.LocalRedirect($"/sign-in?back={Uri.EscapeDataString(Local(back))}");

    private static async Task<IResult> SignOutAsync(HttpContext context, [FromForm] string? back)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect(Local(back));
    }

    private static string Local(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\') ? back : "/";
}
