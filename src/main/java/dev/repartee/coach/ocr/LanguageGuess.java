package dev.repartee.coach.ocr;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells a language by its most frequent words. Accents are ignored: a text that was read with the
 * wrong language's data has lost them.
 */
final class LanguageGuess {

  private static final Map<String, Set<String>> FREQUENT =
      Map.of(
          "eng",
          words(
              "the you and to is it that of in for what are was have on with this be not we can my"
                  + " your just so at do how but they there if when from will would did all out up"
                  + " who i'm i'll don't it's that's yes see know let about"),
          "deu",
          words(
              "ich du und der die das ist nicht ja nein wir es zu den mit auf fur ein eine einen"
                  + " mir mich dir dich hast hat habe bin bist war wie was wo wann kommst heute"
                  + " morgen noch schon auch aber dann oder wenn gut danke bitte kein mal nur sehr"
                  + " bis im am um dein mein uber wieder gerne gern klar jetzt uns"),
          "fra",
          words(
              "je tu il elle nous vous et le la les un une des de du est pas que qui ce ca c'est"
                  + " j'ai oui non merci pour avec sur dans mais bien tres trop ou suis es sont"
                  + " demain aujourd'hui ici moi toi quoi comment quand viens fait faire plus peu"
                  + " bonjour soir hier d'accord aussi encore chez train l'ai"),
          "spa",
          words(
              "yo tu el ella nosotros y la los las un una de del es no que si con por para en"
                  + " pero muy bien gracias hola esta estoy estas tengo tienes manana hoy ayer"
                  + " aqui donde como cuando vale claro tambien ya lo se me te mi mas vamos noche"
                  + " llego gusta quiero puedes puedo jajaja ha"),
          "ita",
          words(
              "io tu lui lei noi e il la lo gli le un una di del della che non si con per in ma"
                  + " molto bene grazie ciao sono sei ho hai ha domani oggi ieri qui dove come"
                  + " quando perche anche piu mi ti ci vediamo stasera va bello allora tra ancora"
                  + " anch'io l'ho visto dai poi questa"),
          "por",
          words(
              "eu tu ele ela nos voce e o a os as um uma de do da que nao sim com por para em no na"
                  + " mas muito bem obrigado obrigada ola esta estou estas tenho tens amanha hoje"
                  + " ontem aqui onde como quando tambem ja mais vamos noite chego quero podes"
                  + " posso foi isso meu minha te me ate ao vi"));

  private LanguageGuess() {}

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** The languages of those given with the most frequent words in a text; all when none has any. */
  static List<String> of(List<String> texts, List<String> languages) {
    List<String> words = new ArrayList<>();
    for (String text : texts) {
      String plain =
          Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
              .replaceAll("\\p{M}", "");
      words.addAll(List.of(plain.split("[^\\p{L}']+")));
    }
    long most = 0;
    List<String> best = new ArrayList<>();
    for (String language : languages) {
      Set<String> frequent = FREQUENT.getOrDefault(language, Set.of());
      long count = words.stream().filter(frequent::contains).count();
      if (count > most) {
        most = count;
        best.clear();
      }
      if (count == most) {
        best.add(language);
      }
    }
    return best;
  }
}
