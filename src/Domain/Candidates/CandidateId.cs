using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.Candidates;

/// <summary>A candidate of an experiment: the experiment's id, a colon and its number in the order of proposal.</summary>
[JsonConverter(typeof(CandidateIdConverter))]
public readonly record struct CandidateId(string Experiment, int Number)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out CandidateId id)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        if (
            colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
        )
        {
            id = new(text![..colon], number);
            return true;
        }

        id = default;
        return false;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Experiment}:{Number}");
}
