using System.Security.Claims;
using System.Text.Json;

namespace NasCluster.Dashboard.Access;

/// <summary>Makes a provider's user one of ours: a name, and a role with those it includes.</summary>
internal static class OidcIdentity
{
    private const int LongestName = 64;

    /// <param name="user">As the provider's token has it.</param>
    /// <param name="options">Which claims count.</param>
    /// <param name="scheme">How the user came in.</param>
    /// <returns>A user without any role where none is due.</returns>
    public static ClaimsPrincipal Of(ClaimsPrincipal user, OidcOptions options, string scheme)
    {
        var role = Values(user, options.RoleClaim)
            .Select(value => options.Roles.GetValueOrDefault(value))
            .Append(options.DefaultRole)
            .OfType<string>()
            .MaxBy(role => Array.IndexOf(Role.All, role));
        var roles = role is null ? [] : Role.UpTo(role).Select(name => new Claim(ClaimTypes.Role, name));
        return new(new ClaimsIdentity([new(ClaimTypes.Name, NameOf(user, options)), .. roles], scheme));
    }

    public static bool HasRole(ClaimsPrincipal user) => user.IsInRole(Role.Viewer);

    private static string NameOf(ClaimsPrincipal user, OidcOptions options)
    {
        string[] claims = [options.NameClaim, "preferred_username", "email", "name", "sub"];
        var name = claims.Select(claim => user.FindFirstValue(claim)).First(text => !string.IsNullOrWhiteSpace(text))!;
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    /// <summary>All values of a claim; the parts of its name after a dot lead into JSON objects.</summary>
    private static IEnumerable<string> Values(ClaimsPrincipal user, string name)
    {
        var whole = user.FindAll(name).Select(claim => claim.Value);
        var path = name.Split('.');
        return path.Length == 1
            ? whole
            : [.. whole, .. user.FindAll(path[0]).SelectMany(claim => Inside(claim.Value, path.AsSpan(1).ToArray()))];
    }

    private static IEnumerable<string> Inside(string json, IEnumerable<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var place = document.RootElement;
            foreach (var part in path)
            {
                if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(part, out place))
                {
                    return [];
                }
            }

            return place.ValueKind switch
            {
                JsonValueKind.String => [place.GetString()!],
                JsonValueKind.Array =>
                [
                    .. place
                        .EnumerateArray()
                        .Where(item => item.ValueKind == JsonValueKind.String)
                        .Select(item => item.GetString()!),
                ],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
