using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Access;

/// <summary>Reads the file that names an identity provider, strictly; all its errors are told at once.</summary>
internal sealed class OidcReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly string _source;
    private readonly List<string> _errors = [];

    private OidcReader(string source) => _source = source;

    /// <summary>The provider of a file, or of the file that the environment names; null where there is none.</summary>
    /// <exception cref="DashboardException">A file cannot be read or is not right; the message names every fault.</exception>
    public static OidcOptions? Load(string? file)
    {
        file ??= Environment.GetEnvironmentVariable("NASCLUSTER_DASHBOARD_OIDC_FILE");
        return string.IsNullOrEmpty(file) ? null : Parse(ReadText("The identity provider", file), file);
    }

    /// <param name="text">JSON.</param>
    /// <param name="source">Named in messages; a secret's path is relative to its folder.</param>
    /// <exception cref="DashboardException">Something is wrong with it; the message names every fault.</exception>
    internal static OidcOptions Parse(string text, string source)
    {
        try
        {
            var file =
                JsonSerializer.Deserialize<OidcFile>(text, Strict) ?? throw new JsonException("It is no object.");
            return new OidcReader(source).Check(file);
        }
        catch (JsonException e)
        {
            throw new DashboardException(DashboardException.BadInput, $"{source}: {e.Message}");
        }
    }

    private OidcOptions Check(OidcFile file)
    {
        var authority = Address(file.Authority, "authority", isRequired: true);
        var options = new OidcOptions
        {
            Authority = authority ?? new Uri("http://localhost"),
            ClientId = Text(file.ClientId, "clientId"),
            ClientSecret = Secret(file.ClientSecretFile),
            Audience = file.Audience ?? file.ClientId ?? "",
            DisplayName = file.DisplayName ?? authority?.Host ?? "",
            NameClaim = Text(file.NameClaim ?? "preferred_username", "nameClaim"),
            RoleClaim = Text(file.RoleClaim ?? "roles", "roleClaim"),
            Roles = (file.Roles ?? []).ToImmutableDictionary(),
            DefaultRole = file.DefaultRole,
            Scopes = [.. (file.Scopes ?? ["profile"]).Prepend("openid").Distinct(StringComparer.Ordinal)],
            PublicUrl = Address(file.PublicUrl, "publicUrl", isRequired: false),
        };
        CheckRoles(options);
        return _errors.Count == 0
            ? options
            : throw new DashboardException(DashboardException.BadInput, string.Join(Environment.NewLine, _errors));
    }

    private void CheckRoles(OidcOptions options)
    {
        var allowed = string.Join(", ", Role.All);
        foreach (var (value, role) in options.Roles.Where(pair => !Role.All.Contains(pair.Value)))
        {
            Add($"roles/{value}", role, allowed);
        }

        if (options.DefaultRole is { } usual && !Role.All.Contains(usual))
        {
            Add("defaultRole", usual, $"{allowed}, or nothing");
        }

        if (options.Roles.IsEmpty && options.DefaultRole is null)
        {
            _errors.Add(
                $"{_source}: nobody could come in: give /roles, such as {{\"nas-admins\": \"admin\"}}, or /defaultRole."
            );
        }
    }

    private string Text(string? text, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            _errors.Add($"{_source}: /{name} is missing or empty.");
        }

        return text ?? "";
    }

    /// <summary>Tokens and codes go there: on other machines only over TLS.</summary>
    private Uri? Address(string? text, string name, bool isRequired)
    {
        if (text is null && !isRequired)
        {
            return null;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            && url is { UserInfo: "", Query: "", Fragment: "" }
        )
        {
            return url;
        }

        Add(name, text ?? "", "https://HOST/… (http only for this machine), without user, query and fragment");
        return null;
    }

    private string? Secret(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var file = Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(_source))!);
        try
        {
            var text = ReadText("/clientSecretFile", file).Trim();
            if (text.Length == 0)
            {
                _errors.Add($"{_source}: /clientSecretFile: '{file}' is empty.");
            }

            return text;
        }
        catch (DashboardException e)
        {
            _errors.Add($"{_source}: {e.Message}");
            return null;
        }
    }

    private void Add(string name, string value, string allowed) =>
        _errors.Add($"{_source}: /{name} is '{value}': allowed is {allowed}.");

    private static string ReadText(string what, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DashboardException(DashboardException.BadInput, $"{what} cannot be read: {e.Message}");
        }
    }
}
