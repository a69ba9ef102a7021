namespace NasCluster.Dashboard.Access;

/// <summary>What a key may do; each role may do what the ones before it may.</summary>
internal static class Role
{
    /// <summary>Looks at everything.</summary>
    public const string Viewer = "viewer";

    /// <summary>Submits, pauses, resumes and cancels experiments.</summary>
    public const string Researcher = "researcher";

    /// <summary>Sees who has keys.</summary>
    public const string Admin = "admin";

    public static readonly string[] All = [Viewer, Researcher, Admin];

    /// <exception cref="UnauthorizedAccessException">The user's role does not allow it.</exception>
    public static void Require(System.Security.Claims.ClaimsPrincipal user, string role)
    {
        if (!user.IsInRole(role))
        {
            throw new UnauthorizedAccessException("The role of this key does not allow that.");
        }
    }

    /// <summary>A role with those it includes.</summary>
    public static IEnumerable<string> UpTo(string role) => All.Take(Array.IndexOf(All, role) + 1);
}
