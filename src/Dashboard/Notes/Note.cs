using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace NasCluster.Dashboard.Notes;

/// <summary>What people wrote about an experiment or a candidate.</summary>
/// <param name="Text">Plain text; may be empty.</param>
/// <param name="Tags">Words to find it by, in order.</param>
/// <param name="By">Who wrote it last.</param>
/// <param name="At">When.</param>
internal sealed record Note(string Text, ImmutableArray<string> Tags, string By, DateTimeOffset At)
{
    /// <summary>Where nobody wrote any.</summary>
    public static Note None { get; } = new("", [], "", default);

    /// <summary>Tells it from earlier and later ones.</summary>
    [JsonIgnore]
    public EntityTagHeaderValue Version => new($"\"{At.UtcTicks:x}\"");
}
