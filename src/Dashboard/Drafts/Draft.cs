using System.Collections.Immutable;
using System.Security.Claims;
using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Drafts;

/// <summary>An experiment file that is being written, and what the reader says of it.</summary>
/// <param name="Text">The file.</param>
/// <param name="Spec">What it says; null while anything is wrong with it.</param>
/// <param name="Problems">All that is wrong.</param>
internal sealed record Draft(string Text, ExperimentSpec? Spec, ImmutableArray<Problem> Problems)
{
    public static Draft Of(string text, ClaimsPrincipal user)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > ExperimentSpecReader.MaxFileBytes)
        {
            return Wrong(
                new(
                    "spec.too-large",
                    "",
                    0,
                    0,
                    $"The file has {bytes.Length} bytes: allowed is {ExperimentSpecReader.MaxFileBytes}."
                )
            );
        }

        try
        {
            return new(text, SubmittedFile.Read(bytes, user), []);
        }
        catch (InvalidSpecException e)
        {
            return new(text, Spec: null, e.Problems);
        }

        Draft Wrong(Problem problem) => new(text, Spec: null, [problem]);
    }
}
