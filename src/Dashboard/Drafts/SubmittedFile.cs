using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using NasCluster.Dashboard.Access;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Drafts;

/// <summary>
/// Reads experiment files that came over the network. What makes a machine of the cluster run a program or open a file of
/// the sender's choice is for admins only, and for everybody on a machine without keys.
/// </summary>
internal static class SubmittedFile
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly string[] Trusted = ["command", "table"];

    // As lenient as can be: whatever the strict reader understands is understood here too.
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 1000,
    };

    /// <exception cref="InvalidSpecException">Anything is wrong with it, or it is not for this user.</exception>
    public static ExperimentSpec Read(ReadOnlyMemory<byte> utf8, ClaimsPrincipal user)
    {
        var problems = user.IsInRole(Role.Admin) ? [] : Refused(utf8);
        return problems.IsEmpty ? ExperimentSpecReader.Read(utf8) : throw new InvalidSpecException(problems);
    }

    /// <summary>Whether a file that was read says which seed it wants; else one is drawn for it.</summary>
    public static bool NamesSeed(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(Content(utf8), Lenient);
        return document.RootElement.TryGetProperty("seed", out _);
    }

    private static ImmutableArray<Problem> Refused(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(Content(utf8), Lenient);
            return
            [
                .. Members(document.RootElement)
                    .Where(part => part.NameEquals("trainer"))
                    .SelectMany(part => Members(part.Value))
                    .Where(part => Trusted.Contains(part.Name))
                    .Select(part => new Problem(
                        "spec.forbidden",
                        $"/trainer/{part.Name}",
                        0,
                        0,
                        $"'{part.Name}' is for keys of the role {Role.Admin}: it names a program or a file on machines of the cluster."
                    )),
            ];
        }
        catch (JsonException)
        {
            // The reader says what is wrong with it.
            return [];
        }
    }

    private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;

    private static JsonProperty[] Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : [];
}
